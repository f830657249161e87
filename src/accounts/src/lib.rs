//! Staff accounts, roles, passwords and API keys.
