//! Kinds, roles and marks stand in JSON by their names: the schemas that list them.

use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

use crate::model::{Extent, Flag, NodeKind, OrganisationKind, PassageKind, PlanKind, Role};

/// The schema of a name that is one of these.
pub(crate) fn one_of(about: &str, names: impl IntoIterator<Item = &'static str>) -> RefOr<Schema> {
    let names = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names));
    names.description(Some(about)).into()
}

/// Gives types a schema that lists the names of their values.
macro_rules! named {
    ($($type:ident: $about:literal, $values:expr;)*) => {$(
        impl utoipa::PartialSchema for $type {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $crate::record::names::one_of($about, $values.map(|value| value.name()))
            }
        }

        impl utoipa::ToSchema for $type {}
    )*};
}
pub(crate) use named;

named! {
    OrganisationKind: "団体の種別 / kind of body", Self::ALL;
    PlanKind: "計画の種別 / kind of plan", Self::ALL;
    Extent: "全文・要旨・一部 / how much of the plan the document holds", Self::ALL;
    NodeKind: "柱・施策・取組 / section (only groups), initiative or measure", Self::ALL;
    PassageKind: "柱・施策・取組・本文 / section, initiative, measure or other text", Self::ALL;
    Flag: "計画が付けた印 / mark that the plan prints beside an item", Self::ALL;
    Role: "目標・実績など / what a figure says", Self::ALL;
}
