"""Proofs that outsiders check: the tree of RFC 9162, signed notes, witnesses. Pure.

The ledger makes proofs with these modules, a witness and `huying evidence verify` check them, and a bundle carries them,
joined into one file, to whoever checks it on a machine of their own. Therefore the modules for checking

- need nothing but the standard library (`signing` alone, which never checks anything, needs `cryptography`);
- run on Python 3.9 and later: postponed annotations, no `match`, no `X | Y` at run time, no `zip(strict=…)`, no
  `int.bit_count`;
- share one name space: a name that one module has at its top no other has, and they import one another by
  `from shared.proof.… import …` alone.

`tests/unit/proof/test_stands_alone.py` holds them to that.

What does not hold is said by one exception, `Unproven(code, sentence)`: for a proof that fails as for a proof that is no
proof. No input, however wrong, makes a check raise anything else.
"""
