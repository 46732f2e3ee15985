"""What each event does to a request's state, a module a step of the law; pure. `gongkai.cases.ledger` brings them together."""
