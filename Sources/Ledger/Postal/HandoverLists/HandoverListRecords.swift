import Basics
import PostalChannel

extension LedgerTransaction {
    /// Begins a hand-over list with the next number of its office and year.
    /// - Throws: `HandoverListRefusal`; ``LedgerError/Code/conflict`` when the office cannot have a number.
    public func draftHandoverList(
        office: String, direction: Direction, day: CalendarDay, lines: [HandoverListLine] = [], at now: Instant
    ) throws -> HandoverList {
        let previous = try sql.row(
            "SELECT number FROM manifests WHERE office = ? AND year = ? ORDER BY sequence DESC LIMIT 1",
            [SQLValue(office), SQLValue(day.year)])
        let last = try previous?.parsed("number", as: HandoverListNumber.self)
        guard let number = last.map(\.next) ?? HandoverListNumber(office: office, year: day.year, sequence: 1) else {
            throw LedgerError(.conflict, "an office without numbers")
        }
        let list = try HandoverList(
            number: number, after: last, direction: direction, day: day, lines: lines, drafted: now)
        try sql.run(
            """
            INSERT INTO manifests (number, office, year, sequence, direction, day, state, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(number), SQLValue(number.office), SQLValue(number.year), SQLValue(number.sequence),
                SQLValue(direction), SQLValue(DayColumn.encode(day)), SQLValue(list.state),
                SQLValue(try JSONColumn.encode(list)),
            ])
        try replaceLines(of: list)
        acts.note(.handoverChanged, number.rawValue, at: now)
        return list
    }

    /// One list.
    /// - Parameter scope: one with a parcel of another agency is as one that there is not.
    public func handoverList(_ number: HandoverListNumber, in scope: Scope = .everything) throws -> HandoverList? {
        let scope = scope.condition(on: "agency")
        return try handoverLists(where: "number = ?\(scope.sql)", [SQLValue(number)] + scope.values).first
    }

    /// The lists of some days, by number.
    /// - Parameter scope: only those all parcels of which are of its agencies.
    public func handoverLists(days: ClosedRange<CalendarDay>, in scope: Scope = .everything) throws -> [HandoverList] {
        let scope = scope.condition(on: "agency")
        return try handoverLists(
            where: "day BETWEEN ? AND ?\(scope.sql)",
            [SQLValue(DayColumn.encode(days.lowerBound)), SQLValue(DayColumn.encode(days.upperBound))] + scope.values)
    }

    /// The lists on which a parcel stands, by number.
    public func handoverLists(parcel id: String) throws -> [HandoverList] {
        try handoverLists(
            where: "number IN (SELECT number FROM manifest_lines WHERE parcel_id = ?)", [SQLValue(id)])
    }

    /// Gives a list other lines, while it is drafted.
    /// - Throws: ``LedgerError/Code/notFound``; `ManifestRefusal`.
    public func setLines(_ lines: [HandoverListLine], of number: HandoverListNumber) throws -> HandoverList {
        let list = try changeHandoverList(number) { try $0.withLines(lines) }
        try replaceLines(of: list)
        return list
    }

    /// Fixes the lines of a list: it is on paper.
    /// - Throws: ``LedgerError/Code/notFound``; `ManifestRefusal`.
    public func printHandoverList(_ number: HandoverListNumber, at now: Instant) throws -> HandoverList {
        try changeHandoverList(number) { try $0.printing(at: now) }
    }

    /// Records that both sides signed a list, and what follows from it: its legs move on, and parcels that we handed to
    /// the post get the hour and the number of the list. The same confirmation once more changes nothing.
    /// - Throws: ``LedgerError/Code/notFound``; `ManifestRefusal`; `ImpossibleMove`; ``LedgerError/Code/periodClosed``.
    public func confirmHandoverList(
        _ number: HandoverListNumber, _ confirmation: HandoverListConfirmation
    ) throws -> HandoverList {
        let list = try changeHandoverList(number) { try $0.confirming(confirmation) }
        try addLegFacts(list.legFacts)
        guard list.direction == .return else { return list }
        let handed = list.lines.filter { !confirmation.struckOut.contains($0.parcel) }
        let parcels = try handed.compactMap { line -> Parcel? in
            guard var parcel = try parcel(line.parcel) else { return nil }
            parcel.handedOver = confirmation.signed
            parcel.manifest = number.rawValue
            if parcel.status == .prepared || parcel.status == .unknown { parcel.status = .accepted }
            return parcel
        }
        _ = try registerParcels(parcels, at: confirmation.recorded)
        return list
    }

    /// Records that a list was signed otherwise than was recorded: facts of its legs take the place of the earlier ones,
    /// parcels that were struck out wait again, and all others get the hour. The earlier record is kept.
    /// - Throws: as ``confirmHandoverList(_:_:)``.
    public func correctHandoverList(
        _ number: HandoverListNumber, _ confirmation: HandoverListConfirmation, reason: String, by actor: String
    ) throws -> HandoverList {
        let before = try handoverList(number)
        let list = try changeHandoverList(number) { try $0.correcting(confirmation, reason: reason, by: actor) }
        guard list != before else { return list }
        let struckBefore = Set(before?.confirmation?.struckOut ?? [])
        for parcel in struckBefore.subtracting(confirmation.struckOut).sorted()
        where try handoverLists(parcel: parcel).contains(where: { $0.number != number && $0.holds(parcel) }) {
            throw HandoverListRefusal(.onOtherList, number, subject: parcel)
        }
        try addLegFacts(list.correctionFacts)
        guard list.direction == .return else { return list }
        let parcels = try list.lines.compactMap { line -> Parcel? in
            guard var parcel = try parcel(line.parcel) else { return nil }
            let isStruck = confirmation.struckOut.contains(line.parcel)
            guard !isStruck || !struckBefore.contains(line.parcel) else { return nil }
            parcel.handedOver = isStruck ? nil : confirmation.signed
            parcel.manifest = isStruck ? nil : number.rawValue
            if isStruck, parcel.status == .accepted { parcel.status = .prepared }
            if !isStruck, parcel.status == .prepared || parcel.status == .unknown { parcel.status = .accepted }
            return parcel
        }
        _ = try registerParcels(parcels, at: confirmation.recorded)
        return list
    }

    /// Declares a list void; its number stays used.
    /// - Throws: ``LedgerError/Code/notFound``; `ManifestRefusal`.
    public func cancelHandoverList(
        _ number: HandoverListNumber, _ cancellation: HandoverListCancellation
    ) throws -> HandoverList {
        try changeHandoverList(number) { try $0.cancelling(cancellation) }
    }

    // MARK: Parts

    private func changeHandoverList(_ number: HandoverListNumber, _ change: (HandoverList) throws -> HandoverList)
        throws -> HandoverList
    {
        guard let list = try handoverList(number) else { throw LedgerError(.notFound, "list \(number)") }
        let changed = try change(list)
        if changed != list {
            acts.note(.handoverChanged, number.rawValue, at: changed.lastChange)
            try sql.run(
                "UPDATE manifests SET state = ?, content = ? WHERE number = ?",
                [SQLValue(changed.state), SQLValue(try JSONColumn.encode(changed)), SQLValue(number)])
            // Whether there is a signed list is a matter of reconciling.
            if changed.state != list.state { try reopen(parcels: list.lines.map(\.parcel)) }
        }
        return changed
    }

    private func replaceLines(of list: HandoverList) throws {
        try sql.run("DELETE FROM manifest_lines WHERE number = ?", [SQLValue(list.number)])
        var batch = SQLBatch(columns: 2)
        for line in list.lines {
            batch.append(list.number)
            batch.append(line.parcel)
        }
        try sql.flush("INSERT INTO manifest_lines (number, parcel_id) VALUES (?, ?)", &batch)
        try renewAgency(of: list.number)
    }

    /// A list is a matter of the smallest agency that has all of its parcels. What all of some texts begin with is what
    /// the first and the last of them begin with.
    func renewAgency(of number: HandoverListNumber) throws {
        let row = try sql.row(
            """
            SELECT MIN(p.agency) AS least, MAX(p.agency) AS greatest
            FROM manifest_lines ml JOIN parcel_versions p ON p.parcel_id = ml.parcel_id
            WHERE ml.number = ? AND p.superseded_at IS NULL
            """, [SQLValue(number)])
        let agency = AgencyScope.commonKey(
            try row?.optionalText("least") ?? "", try row?.optionalText("greatest") ?? "")
        try sql.run("UPDATE manifests SET agency = ? WHERE number = ?", [SQLValue(agency), SQLValue(number)])
    }

    func handoverLists(where condition: String, _ values: [SQLValue]) throws -> [HandoverList] {
        try sql.rows(
            "SELECT content FROM manifests WHERE \(condition) ORDER BY office, year, sequence", values
        ).map { try JSONColumn.decode($0.text("content")) }
    }
}

extension HandoverList {
    /// When it was changed last, as far as it says.
    fileprivate var lastChange: Instant {
        cancellation?.cancelled ?? confirmation?.recorded ?? printed ?? drafted
    }
}
