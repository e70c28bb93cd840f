//! html

use super::{ReadError, Text};

pub(super) fn read(_bytes: &[u8]) -> Result<Text, ReadError> {
    Err(ReadError::Empty)
}
