//! What was typed, as names and values: the pairs of an address or of a command line, and how an address writes them.
//!
//! In come names and values, out come the same as text. What they mean must not be known here.

/// Names and values, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Params(Vec<(String, String)>);

/// More pairs than this are no question that a page asks.
const MOST: usize = 200;

impl Params {
    /// Reads the query part of an address. Letters that are no UTF-8 become �; what has no value is left out.
    pub(crate) fn read(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes());
        let pairs = pairs.map(|(name, value)| (name.into_owned(), value.trim().to_owned()));
        Self(pairs.filter(|(_, value)| !value.is_empty()).take(MOST).collect())
    }

    /// The first value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// All values of a name.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Does a name have this value?
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|own| own == value)
    }

    /// The value of a name as a number; none if it is no number.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }

    /// The same without some names.
    pub(crate) fn without(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect())
    }

    /// The same with only some names.
    pub(crate) fn only(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect())
    }

    /// The same with one value of a name in place of all that it had.
    pub(crate) fn with(&self, name: &str, value: impl ToString) -> Self {
        self.without(&[name]).and(name, value)
    }

    /// The same with one more value.
    pub(crate) fn and(&self, name: &str, value: impl ToString) -> Self {
        let mut pairs = self.0.clone();
        pairs.push((name.to_owned(), value.to_string()));
        Self(pairs)
    }

    /// The same without one value of a name.
    pub(crate) fn less(&self, name: &str, value: &str) -> Self {
        Self(self.0.iter().filter(|(own, old)| own != name || old != value).cloned().collect())
    }

    /// Names and values.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// An address with these pairs.
    pub(crate) fn at(&self, path: &str) -> String {
        if self.0.is_empty() {
            return path.to_owned();
        }
        let pairs = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish();
        format!("{path}?{pairs}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_back() {
        let params = Params::read("q=%E4%BA%8B%E6%A5%AD+%E6%89%BF%E7%B6%99&theme=DX&theme=%26&empty=&bad=%FF");
        assert_eq!(params.get("q"), Some("事業 承継"));
        assert_eq!(params.all("theme").collect::<Vec<_>>(), ["DX", "&"]);
        assert_eq!(params.get("empty"), None);
        let written = params.at("/");
        assert_eq!(Params::read(written.strip_prefix("/?").unwrap()), params);
    }

    #[test]
    fn one_value_goes_and_the_others_stay() {
        let params = Params::read("theme=DX&theme=観光&q=x");
        assert_eq!(params.less("theme", "DX").at("/"), "/?theme=%E8%A6%B3%E5%85%89&q=x");
        assert_eq!(params.with("q", 3).number::<u32>("q"), Some(3));
    }
}
