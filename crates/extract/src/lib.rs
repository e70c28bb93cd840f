//! Text to plan: blocks, outline, and what each entry of it is.
//!
//! ```
//! use kurabe_extract::extract::extract;
//! use kurabe_extract::record::tree;
//! use kurabe_model::plan::Facts;
//! use kurabe_read::read;
//!
//! let text = read("みなと商工会議所\n令和5年度事業計画\n\nⅠ．経営の支援\n１．創業塾の開催（年2回）\n２．巡回の強化".as_bytes(), None)?;
//! let plan = extract(&text, &Facts::default());
//! assert_eq!(plan.title.as_deref(), Some("令和5年度事業計画"));
//! let titles: Vec<&str> = plan.nodes.iter().map(|node| node.title.as_str()).collect();
//! assert_eq!((titles[0], plan.indicators.len()), ("経営の支援", 1));
//! println!("{}", tree(&plan));
//! # Ok::<(), kurabe_read::ReadError>(())
//! ```
//!
//! The rooms, in the order in which data flows; a room imports only from rooms above its own.

mod vocabulary;
pub mod rules;
pub mod blocks;
pub mod outline;
pub mod extract;
pub mod correct;
pub mod record;
