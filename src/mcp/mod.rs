//! kurabe for language models: the same questions as tools of the Model Context Protocol.
//!
//! In come the lines of the protocol, out go answers whose every entry names its plan and its lines. What can be asked
//! and what is answered stand in the table of addresses; how answers are found must not be known here.

mod entries;
mod part;
mod tools;

use std::sync::Arc;

use rmcp::model::{
    CallToolRequestMethod, CallToolRequestParams, CallToolResponse, CallToolResult, ConstString, ContentBlock,
    CustomRequest, CustomResult, ErrorCode, Implementation, ListToolsResult, PaginatedRequestParams,
    ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::{QuitReason, RequestContext, ServerInitializeError};
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt};
use serde_json::Value;

use crate::ask::Words;
use crate::library::Folders;
use crate::report::Lang;
use crate::web::{Desk, Log, Refreshes, both, stopped};
use tools::TOOLS;

/// What a model is told before it asks.
const PROMISES: Words = (
    "商工会議所・商工会の計画（年度事業計画、中期計画、事業報告など）を、原本の行にもとづいて検索し、比べる。読むだけで、何も書き換えない。\
     書かれたとおりの一致（literal）の件数は正確で、漏れも近似もない。文脈・類語・一部の語による一致は分けて数える。\
     どの答えにも計画のIDと行がある。出典 ID:L12-L14 を show の id に渡すと、その行を書かれたとおりに開く。\
     答えに使うときは、団体・計画・年度と出典を添える。読みの確かでないもの（doubtful）、見本（sample）、注記はそのまま伝える。\
     計画のIDは plans か search で調べる。長い答えは一部だけを返し、続きの取り方を示す。",
    "The plans of Japanese chambers of commerce (annual and mid-term plans, reports): search and compare them, down to the \
     lines of the documents. It only reads. Counts of literal matches are exact: nothing is missed, nothing approximated; \
     matches by context, by a thesaurus or by some of the words are counted apart. Every answer leads to the line: give a \
     citation such as ID:L12-L14 to show as its id, and those lines are opened as they are written. Cite body, plan, year \
     and lines; pass on what is marked doubtful or sample, and the notes. Ids of plans come from plans or search. A long \
     answer comes in parts and says how to go on.",
);

/// What the server is told.
pub(crate) struct Config {
    /// Where the documents and the index lie.
    pub(crate) folders: Folders,
    /// Whether it brings the index up to date itself.
    pub(crate) refreshes: Refreshes,
    /// The language of answers that are asked for in none.
    pub(crate) lang: Lang,
    /// Takes a line for what went wrong and no model can mend.
    pub(crate) trouble: Log,
}

/// Answers what comes on standard input on standard output, until that ends or a signal comes.
///
/// # Errors
///
/// If the other side does not speak the protocol.
pub(crate) fn serve(config: Config) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async move {
        let stop = stopped()?;
        let desk = Arc::new(Desk::new(config.folders, config.refreshes, config.trouble));
        let first = Arc::clone(&desk);
        // While the two sides greet one another; the first question waits for it.
        tokio::spawn(async move { first.refresh().await });
        let own = Server { desk: Arc::clone(&desk), lang: config.lang };
        let talk = async move {
            match own.serve(rmcp::transport::stdio()).await {
                Ok(running) => match running.waiting().await {
                    Ok(QuitReason::JoinError(error)) | Err(error) => Err(std::io::Error::other(error)),
                    Ok(_) => Ok(()),
                },
                Err(ServerInitializeError::ConnectionClosed(_) | ServerInitializeError::Cancelled) => Ok(()),
                Err(error) => Err(std::io::Error::other(error)),
            }
        };
        let served = tokio::select! {
            served = talk => served,
            () = stop => Ok(()),
        };
        desk.close();
        served
    });
    // Standard input may be waited for still, and work that does not hear is not.
    runtime.shutdown_background();
    served
}

/// The server as the protocol sees it.
struct Server {
    desk: Arc<Desk>,
    lang: Lang,
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let own = Implementation::new("kurabe", env!("CARGO_PKG_VERSION")).with_title("kurabe");
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(own)
            .with_instructions(both(PROMISES))
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        self.desk.refresh().await;
        let themes = self.desk.themes().await;
        Ok(ListToolsResult::with_all_items(TOOLS.iter().map(|tool| tool.described(&themes)).collect::<Vec<Tool>>()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = TOOLS.iter().find(|tool| tool.name == request.name) else {
            let known = TOOLS.iter().map(|tool| tool.name).collect::<Vec<_>>().join(", ");
            let (name, lang) = (request.name, self.lang);
            let said = lang.pick(
                format!("「{name}」というツールはありません。使えるもの：{known}"),
                format!("There is no tool {name}. The tools are {known}."),
            );
            return Err(ErrorData::invalid_params(said, None));
        };
        let given = request.arguments.unwrap_or_default();
        let made = tokio::select! {
            made = tool.answer(&self.desk, &given, self.lang) => made,
            // Nobody waits for it any more, and what is dropped stops.
            () = context.ct.cancelled() => Err(String::new()),
        };
        Ok(made.map_or_else(refused, told).into())
    }

    /// What rmcp could not read comes here too, also a call whose arguments are no object.
    async fn on_custom_request(
        &self,
        request: CustomRequest,
        _: RequestContext<RoleServer>,
    ) -> Result<CustomResult, ErrorData> {
        if request.method == CallToolRequestMethod::VALUE {
            let said = self.lang.pick(
                "name にツールの名前を、arguments に JSON のオブジェクトを指定してください。",
                "A call has the name of a tool as name, and an object of JSON as arguments.",
            );
            return Err(ErrorData::invalid_params(said, None));
        }
        Err(ErrorData::new(ErrorCode::METHOD_NOT_FOUND, request.method, None))
    }
}

/// An answer: for reading and citing as text, the whole of it as JSON.
fn told((text, json): (String, Value)) -> CallToolResult {
    let mut result = CallToolResult::success(vec![ContentBlock::text(text)]);
    result.structured_content = Some(json);
    result
}

/// A question that has no answer, which is for the model to mend.
fn refused(sentence: String) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(sentence)])
}
