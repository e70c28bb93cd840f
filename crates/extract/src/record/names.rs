//! Kinds, roles and marks stand in JSON by their names: the schemas that list them.

use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

/// The schema of a name that is one of these.
pub fn one_of(about: &str, names: impl IntoIterator<Item = &'static str>) -> RefOr<Schema> {
    let names = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names));
    names.description(Some(about)).into()
}

/// Makes a type of the same name for each of these types, which stands for it in schemas: it lists the names of the
/// values. (A schema for the type itself could only be written in the type's own crate, which knows no JSON.)
#[macro_export]
macro_rules! named {
    ($($type:ident of $of:path: $about:literal, $values:expr;)*) => {$(
        #[doc = $about]
        pub struct $type;

        impl utoipa::PartialSchema for $type {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                type Named = $of;
                $crate::record::names::one_of($about, $values.map(|value: Named| value.name()))
            }
        }

        impl utoipa::ToSchema for $type {}
    )*};
}

named! {
    OrganisationKind of kurabe_model::OrganisationKind: "団体の種別 / kind of body", Named::ALL;
    PlanKind of kurabe_model::PlanKind: "計画の種別 / kind of plan", Named::ALL;
    Extent of kurabe_model::Extent: "全文・要旨・一部 / how much of the plan the document holds", Named::ALL;
    NodeKind of kurabe_model::NodeKind: "柱・施策・取組 / section (only groups), initiative or measure", Named::ALL;
    PassageKind of kurabe_model::PassageKind: "柱・施策・取組・本文 / section, initiative, measure or other text", Named::ALL;
    Flag of kurabe_model::Flag: "計画が付けた印 / mark that the plan prints beside an item", Named::ALL;
    Role of kurabe_model::Role: "目標・実績など / what a figure says", Named::ALL;
}
