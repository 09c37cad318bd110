"""Knowledge (知识库): articles the desk keeps to answer at once. Each publishing is a new version, never overwritten.

Everything in an article is for publication, so nothing of it is closed.
"""
