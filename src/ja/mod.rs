//! ja
