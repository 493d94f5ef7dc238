//! The use-cases: authorise, one transaction, audit row, invalidate
