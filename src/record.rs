//! JSON Lines shapes of plans and passages; the model knows no serde.
