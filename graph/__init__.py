"""What we know and what we can ask of it. This package knows no page and no terminal.

Words used everywhere, in code, tests and on screen:

- **person**, **organization** (the screen says company); **record**: what one source says about one of them.
- **owner**: whose contacts an import holds; **ego**: the owner of the store. **alter**: anyone ego knows.
- **tie**: two people who know each other. **Evidence** speaks for it; it is *observed* when seen in a source and
  *inferred* when only shared context speaks for it. **Tie strength**: the chance that one passes an introduction on
  for the other. **Warmth**: the same for a whole introduction path.
- **target**: a company to reach; **contact**: the last person on a path; **introducer**: a person between.
- **hop**: one tie on a path; **node-disjoint paths** share no introducer and no contact.
- **projection**: people and ties as arrays that the search runs on.
- **import run**: one import, undone as one. **Locator**: where in a file a fact stands.
- **problem**: what could not be read.
"""
