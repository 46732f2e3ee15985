"""Commands of the operator, `./gongkai manage organ` and `./gongkai manage account`."""
