//! Which plan of a file something is about that was said of one: the number behind an id is a hint.
//!
//! In come the plans of a file as their texts tell them apart, an id and the plan of which something was said under it,
//! out comes the plan that is meant, or why there is none. What was said must not be known here.

use kurabe_extract::correct::Fit;
use kurabe_model::{Misfit, Within};

/// The place of the plan that is meant: the one that is named if the words stand there under their heading, else the only
/// one of which that is so, else the only one that they fit at all. None goes to a plan of another title, other years
/// or another department than the one of which it was said: that one was taken out. Only whoever writes the id of an
/// only plan means it whatever it is.
///
/// # Errors
///
/// If it cannot be told how well the words fit a plan.
pub(super) fn meant<E>(
    plans: &[(&str, &Within)],
    (id, was): (&str, Option<&Within>),
    mut fit: impl FnMut(usize) -> Result<Fit, E>,
) -> Result<Result<usize, Misfit>, E> {
    let may = |at: &usize| was.is_none_or(|was| !was.is_not(plans[*at].1));
    let named = plans.iter().position(|(own, _)| *own == id);
    let found = match (plans, named) {
        ([_], Some(_)) => Some(0),
        ([_], None) => Some(0).filter(may),
        _ => {
            let fits = (0..plans.len()).map(|at| if may(&at) { fit(at) } else { Ok(Fit::Not) });
            best(&fits.collect::<Result<Vec<Fit>, E>>()?, named.filter(may))
        }
    };
    // One that is named and may be meant is found.
    let misfit = if named.is_some() { Misfit::Another } else { Misfit::Plan };
    Ok(found.ok_or_else(|| misfit(id.to_owned())))
}

/// Which of several plans is meant, by how well the words fit each; where they fit none, the one that is named.
fn best(fits: &[Fit], named: Option<usize>) -> Option<usize> {
    let only = |wanted: &dyn Fn(Fit) -> bool| {
        let mut fitting = fits.iter().enumerate().filter(|(_, fit)| wanted(**fit)).map(|(at, _)| at);
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let there = |fit: Fit| fit == Fit::There;
    named.filter(|at| there(fits[*at])).or_else(|| only(&there)).or_else(|| only(&|fit| fit > Fit::Not)).or(named)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use kurabe_model::Period;

    #[test]
    fn a_number_behind_an_id_is_a_hint() {
        use Fit::{Elsewhere, Not, There};
        for (fits, named, expected) in [
            ([There, There], Some(1), Some(1)),
            ([There, Elsewhere], Some(1), Some(0)),
            ([Not, Elsewhere], Some(0), Some(1)),
            ([Elsewhere, Elsewhere], Some(1), Some(1)),
            ([Not, Not], Some(1), Some(1)),
            ([Not, Elsewhere], None, Some(1)),
            ([There, There], None, None),
            ([Not, Not], None, None),
        ] {
            assert_eq!(best(&fits, named), expected, "{fits:?}");
        }
    }

    #[test]
    fn another_plan_is_never_meant() {
        let of = |year: i32| Within { years: Some(Period::year(year)), ..Within::default() };
        let (old, new) = (of(2024), of(2025));
        let there = |plans: &[(&str, &Within)], id: &str, was: Option<&Within>| {
            let Ok(found) = meant::<Infallible>(plans, (id, was), |_| Ok(Fit::There));
            found
        };
        let two = [("papers~1", &old), ("papers~2", &new)];
        assert_eq!(there(&two, "papers~1", Some(&new)), Ok(1));
        assert_eq!(there(&two, "papers~2", Some(&of(2026))), Err(Misfit::Another("papers~2".to_owned())));
        assert_eq!(there(&two, "papers", Some(&of(2026))), Err(Misfit::Plan("papers".to_owned())));
        assert_eq!(there(&two[..1], "papers~2", Some(&new)), Err(Misfit::Plan("papers~2".to_owned())));
        assert_eq!(there(&[("papers", &old)], "papers", Some(&new)), Ok(0));
    }
}
