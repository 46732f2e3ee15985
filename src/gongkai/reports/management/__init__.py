"""Commands of the operator: `./gongkai manage compile_report`."""
