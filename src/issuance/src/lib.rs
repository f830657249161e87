//! Room 1: programmes, waves, invitations and blind signatures.
