"""A toy island on which linking is tested, so that the engine never learns about Korea."""
