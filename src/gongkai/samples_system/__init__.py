"""The sample system (示例系统), fictional: organs and people of 云川市 and 青石县, made by the same actions that people use."""
