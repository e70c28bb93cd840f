//! Fronts of plans as chambers write them; every text but the shared plans is invented.

use proptest::prelude::*;

use super::*;
use crate::read::read;

fn of(text: &str) -> Front {
    front(&read(text.as_bytes(), None).unwrap().lines)
}
