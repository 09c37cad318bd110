"""What `huying doctor` looks at. Everything is read as it is, running or not: nothing is started, locked or written.

folder, servers   the checks of a data folder, and of the real installation, in their order
machine           disk and clock
secretfiles       the services' files of secrets; the master key, held against the vault
seeing, databases what each service's database says, and what follows from it
broker            the queues
rules             the jurisdiction's files, and the holidays of the calendar in force
feeds             which hotline is silent
tree              the ledger's signing key, and whether it signs
"""
