//! Days of the calendar. Must not know eras or fiscal years.

/// Year, month and day so many days after 1970-01-01 (the algorithm of Hinnant's `civil_from_days`).
///
/// ```
/// assert_eq!(kurabe_model::civil(19_448), (2023, 4, 1));
/// assert_eq!(kurabe_model::civil(-1), (1969, 12, 31));
/// ```
#[must_use]
pub fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days.saturating_add(719_468);
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
