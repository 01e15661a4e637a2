"""The demo council: texts in TOML beside this file, planted through the services so that it obeys the rules."""
