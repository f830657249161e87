//! The one error body: RFC 9457 problem details.
