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

/// The days from 1970-01-01 to a day: what `civil` reads.
///
/// ```
/// assert_eq!(kurabe_model::days(2023, 4, 1), 19_448);
/// assert_eq!(kurabe_model::days(1969, 12, 31), -1);
/// ```
#[must_use]
pub fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// Year, month and day of the number by which a spreadsheet counts days, from 1900 on.
///
/// ```
/// assert_eq!(kurabe_model::serial_day("45748.5"), Some((2025, 4, 1)));
/// assert_eq!(kurabe_model::serial_day("未定"), None);
/// ```
#[must_use]
pub fn serial_day(number: &str) -> Option<(i64, i64, i64)> {
    /// The day from which a number counts since March 1900, from 1970.
    const FIRST: i64 = -25_569;
    let whole = number.split('.').next()?.parse::<i64>().ok()?;
    whole.checked_add(FIRST).map(civil)
}
