"""The pure core: deciders, rejections, value types, numbering. No framework, database, clock or randomness."""
