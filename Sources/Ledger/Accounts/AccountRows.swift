import Basics

extension LedgerTransaction {
    /// Accounts with their roles and agencies, in the order of the query: three statements, however many there are.
    func accounts(where condition: String, _ values: [SQLValue]) throws -> [Account] {
        let rows = try sql.rows("SELECT * FROM accounts WHERE \(condition)", values)
        guard !rows.isEmpty else { return [] }
        let ids = try rows.map { SQLValue(try $0.text("id")) }
        var roles: [String: Set<Role>] = [:]
        try sql.forEachRow("SELECT account_id, role FROM account_roles WHERE account_id", in: ids) {
            roles[try $0.text(0), default: []].insert(try $0.parsed(1))
        }
        var agencies: [String: Set<AgencyScope>] = [:]
        try sql.forEachRow("SELECT account_id, agency FROM account_agencies WHERE account_id", in: ids) {
            agencies[try $0.text(0), default: []].insert(try $0.parsed(1))
        }
        return try rows.map { row in
            let id = try row.text("id")
            let scope: Scope = try row.flag("sees_everything") ? .everything : .agencies(agencies[id] ?? [])
            return try account(row, roles: roles[id] ?? [], scope: scope)
        }
    }

    private func account(_ row: SQLRow, roles: Set<Role>, scope: Scope) throws -> Account {
        Account(
            id: try row.parsed("id"), name: try row.parsed("name"), displayName: try row.text("display_name"),
            state: try row.parsed("state"), roles: roles, scope: scope, language: try row.parsed("language"),
            hasPassword: try row.optionalText("password") != nil, isTOTPDemanded: try row.flag("totp_demanded"),
            hasTOTP: try row.optionalText("totp_secret") != nil, lastSignIn: try row.optionalInstant("last_sign_in"),
            createdAt: try row.instant("created_at"), createdBy: try row.text("created_by"))
    }

    /// That an account does not reach beyond a scope, as a further condition on `accounts`.
    static func within(_ scope: Scope) -> (condition: String, values: [SQLValue]) {
        guard case .agencies(let agencies) = scope else { return ("", []) }
        let names = agencies.map(\.rawValue).sorted()
        // What is below an agency begins with its name and a point; `/` is what comes after the point.
        let covered = names.map { _ in "g.agency = ? OR (g.agency >= ? AND g.agency < ?)" }
        let values = names.flatMap { [SQLValue($0), SQLValue($0 + "."), SQLValue($0 + "/")] }
        let isCovered = covered.isEmpty ? "1 = 0" : covered.joined(separator: " OR ")
        return (
            """
             AND sees_everything = 0 AND NOT EXISTS
            (SELECT 1 FROM account_agencies g WHERE g.account_id = accounts.id AND NOT (\(isCovered)))
            """, values
        )
    }
}
