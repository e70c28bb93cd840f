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

/// Is there such a day in the calendar, in the years from 1 to 9999?
///
/// ```
/// assert!(kurabe_model::is_day(2024, 2, 29));
/// assert!(!kurabe_model::is_day(2025, 4, 31));
/// ```
#[must_use]
pub fn is_day(year: i64, month: i64, day: i64) -> bool {
    let is_near = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_near && civil(days(year, month, day)) == (year, month, day)
}

/// Days between the beginning of a spreadsheet's count, as it goes since March 1900, and 1970.
const FIRST: i64 = 25_569;
/// The 29th of February 1900, which spreadsheets count and the calendar has not: before it their count is a day behind.
const NO_DAY: i64 = 60;

/// Year, month and day that a spreadsheet shows for its count of days, which begins with a day 0 of January 1900.
///
/// ```
/// assert_eq!(kurabe_model::serial_day(45_748), (2025, 4, 1));
/// assert_eq!([0, 1, 59, 60, 61].map(kurabe_model::serial_day), [(1900, 1, 0), (1900, 1, 1), (1900, 2, 28), (1900, 2, 29), (1900, 3, 1)]);
/// ```
#[must_use]
pub fn serial_day(count: i64) -> (i64, i64, i64) {
    match count {
        0 => (1900, 1, 0),
        NO_DAY => (1900, 2, 29),
        _ => civil(count.saturating_sub(FIRST).saturating_add(i64::from(count < NO_DAY))),
    }
}

/// A spreadsheet's count of days at a day: what `serial_day` reads.
///
/// ```
/// assert_eq!(kurabe_model::day_serial(2025, 4, 1), 45_748);
/// assert_eq!((kurabe_model::day_serial(1900, 2, 28), kurabe_model::day_serial(1900, 3, 1)), (59, 61));
/// ```
#[must_use]
pub fn day_serial(year: i64, month: i64, day: i64) -> i64 {
    let count = days(year, month, day) + FIRST;
    count - i64::from(count <= NO_DAY)
}

/// The whole days of a spreadsheet's number, whose fraction is the time of day.
///
/// ```
/// assert_eq!(kurabe_model::whole_days("45748.5"), Some(45_748));
/// assert_eq!(kurabe_model::whole_days("未定"), None);
/// ```
#[must_use]
pub fn whole_days(number: &str) -> Option<i64> {
    number.split('.').next()?.parse().ok()
}
