"""An appeal (诉求), from its receipt on. Its stream is `stream_id(source, source_no)`: the same order, the same stream.

The case number is given once, by stream and time of receipt, and is the subject of everything about the case.
"""
