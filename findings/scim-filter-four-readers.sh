#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# SCIM filters (RFC 7644, 3.4.2.2), as a provider sends them to find out whether a user exists, over the same three users: npm's
# scimmy 1.3.5, scim2-parse-filter 0.2.10 and scim-query-filter-parser 2.0.4, and PyPI's scim2-filter-parser 0.7.0 with SQLite.
# Of nine valid filters no library finds the right users with all nine, and each fails at other ones:
# - scimmy negates each part of "not (A or B)" and keeps the "or": everybody is found. It takes two conditions on emails for
#   conditions on the same address, which the RFC does in brackets only.
# - scim2-parse-filter takes two conditions in brackets for conditions on any address each.
# - scim-query-filter-parser has no "not".
# - scim2-filter-parser leaves out a condition whose attribute is written in another case, though names are case insensitive.
# - A compared text is a JSON string; only scim-query-filter-parser reads its escapes, so CORP\\user is not found by the others.
# - The RFC's own example "emails co" means the value of an address: two libraries do not know that.
# Needs Node.js.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check scim2-filter-parser==0.7.0
npm install --silent --no-fund --no-audit scimmy@1.3.5 scim2-parse-filter@0.2.10 scim-query-filter-parser@2.0.4 >/dev/null
cat >users.json <<'JSON'
[
  {"userName": "ann", "userType": "Employee", "active": true,
   "emails": [{"type": "work", "value": "ann@example.com"}, {"type": "home", "value": "ann@example.net"}]},
  {"userName": "bob", "userType": "Contractor", "active": false,
   "emails": [{"type": "home", "value": "bob@example.com"}, {"type": "work", "value": "bob@example.net"}]},
  {"userName": "CORP\\cy", "userType": "Intern", "active": true, "emails": [{"type": "work", "value": "cy@example.org"}]}
]
JSON
# Each filter with the users that it is to find, by what the RFC says.
cat >filters.txt <<'TXT'
ann|userName eq "ann"
ann|USERNAME Eq "ann"
bob|not (userType eq "Employee" or userType eq "Intern")
bob,cy|not (userType eq "Employee" and active eq true)
cy|emails co "example.org"
ann|emails[type eq "work" and value co "@example.com"]
ann,bob|emails.type eq "work" and emails.value co "@example.com"
cy|userName eq "CORP\\cy"
cy|userName eq "CORP\u005ccy"
TXT
cat >ask.mjs <<'JS'
import { readFileSync } from "node:fs";
import scimmy from "scimmy";
import parseFilter from "scim2-parse-filter";
import queryFilter from "scim-query-filter-parser";

const users = JSON.parse(readFileSync("users.json"));
const readers = {
  "scimmy 1.3.5": (text) => new scimmy.Types.Filter(text).match(users),
  "scim2-parse-filter 0.2.10": (text) => users.filter(parseFilter.filter(parseFilter.parse(text))),
  "scim-query-filter-parser 2.0.4": (text) => users.filter(queryFilter.compileFilter(text)),
};
for (const [name, find] of Object.entries(readers)) {
  for (const line of readFileSync("filters.txt", "utf8").trimEnd().split("\n")) {
    const text = line.slice(line.indexOf("|") + 1);
    let found;
    try {
      found = find(text).map((user) => user.userName.replace(/.*\\/, "")).join(",") || "nobody";
    } catch (error) {
      found = "refused";
    }
    console.log(`${name}|${found}|${line}`);
  }
}
JS
cat >ask.py <<'PY'
import json
import sqlite3

from scim2_filter_parser.queries import SQLQuery

COLUMNS = {
    ("userName", None, None): "users.name",
    ("userType", None, None): "users.type",
    ("active", None, None): "users.active",
    ("emails", None, None): "emails.value",
    ("emails", "type", None): "emails.type",
    ("emails", "value", None): "emails.value",
}
database = sqlite3.connect(":memory:")
database.execute("CREATE TABLE users (id, name, type, active)")
database.execute("CREATE TABLE emails (user, type, value)")
for number, user in enumerate(json.load(open("users.json"))):
    active = str(user["active"]).upper()
    database.execute("INSERT INTO users VALUES (?, ?, ?, ?)", (number, user["userName"], user["userType"], active))
    for email in user["emails"]:
        database.execute("INSERT INTO emails VALUES (?, ?, ?)", (number, email["type"], email["value"]))
for line in open("filters.txt").read().splitlines():
    query = SQLQuery(line.split("|", 1)[1], "users", COLUMNS, ("LEFT JOIN emails ON emails.user = users.id",))
    rows = database.execute(query.sql.replace("%s", "?"), query.params)
    found = ",".join(row[1].split("\\")[-1] for row in sorted(rows))
    print(f"scim2-filter-parser 0.7.0|{found or 'nobody'}|{line}")
PY
{ node ask.mjs && venv/bin/python ask.py; } >answers
python3 - <<'PY' | tee seen
filters = [line.split("|", 1) for line in open("filters.txt").read().splitlines()]
answers = {}
for line in open("answers").read().splitlines():
    reader, found, _expected, text = line.split("|", 3)
    answers.setdefault(reader, {})[text] = found
for expected, text in filters:
    wrong = {reader: found[text] for reader, found in answers.items() if found[text] != expected}
    print(f"{text}: {expected}{''.join(f'; {reader}: {found}' for reader, found in wrong.items())}")
PY
cat >expected <<'TXT'
userName eq "ann": ann
USERNAME Eq "ann": ann; scim2-filter-parser 0.7.0: ann,bob,cy
not (userType eq "Employee" or userType eq "Intern"): bob; scimmy 1.3.5: ann,bob,cy; scim-query-filter-parser 2.0.4: refused
not (userType eq "Employee" and active eq true): bob,cy; scimmy 1.3.5: bob; scim-query-filter-parser 2.0.4: refused
emails co "example.org": cy; scimmy 1.3.5: refused; scim2-parse-filter 0.2.10: nobody
emails[type eq "work" and value co "@example.com"]: ann; scim2-parse-filter 0.2.10: ann,bob
emails.type eq "work" and emails.value co "@example.com": ann,bob; scimmy 1.3.5: ann; scim2-filter-parser 0.7.0: ann
userName eq "CORP\\cy": cy; scimmy 1.3.5: nobody; scim2-parse-filter 0.2.10: nobody; scim2-filter-parser 0.7.0: nobody
userName eq "CORP\u005ccy": cy; scimmy 1.3.5: nobody; scim2-parse-filter 0.2.10: nobody; scim2-filter-parser 0.7.0: nobody
TXT
diff expected seen
