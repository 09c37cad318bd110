"""`huying log verify`: every log beside the ledger's copy of it, then the tree over the copies, straight from the databases.

rows       pages of rows, as the driver gives them
passing    one log and its copy, page by page: what is in order is only compared, nothing is built
agreeing   whether a page is in order, column by column
naming     a page that is not in order: each fault by its name
seen       what was seen of the entries, for the tree: digests and subjects, packed
leaves     leaves and tiles over what was seen
strange    a leaf that does not meet its entry, named
growing    the tree over many leaves at once
chains     what the map says of each subject, from its leaves
mapped     the root of the map over that
signatures checkpoints and cosignatures, and the keys they are checked with
trees      all of the tree
guards     the triggers that refuse changes
files      the files that entries name
vaulted    attachments and destroyed keys, beside what the record says of them
whole      all of it
"""
