//! Room 2: tokens are redeemed, answers wait in the inbox.
