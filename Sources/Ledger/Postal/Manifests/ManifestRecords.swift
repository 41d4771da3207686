import Basics
import PostalChannel

extension LedgerTransaction {
    /// Begins a hand-over list with the next number of its office and year.
    /// - Throws: `ManifestRefusal`; ``LedgerError/Code/conflict`` when the office cannot have a number.
    public func draftManifest(
        office: String, direction: Direction, day: CalendarDay, lines: [ManifestLine] = [], at now: Instant
    ) throws -> Manifest {
        let previous = try sql.row(
            "SELECT number FROM manifests WHERE office = ? AND year = ? ORDER BY sequence DESC LIMIT 1",
            [SQLValue(office), SQLValue(day.year)])
        let last = try previous?.parsed("number", as: ManifestNumber.self)
        guard let number = last.map(\.next) ?? ManifestNumber(office: office, year: day.year, sequence: 1) else {
            throw LedgerError(.conflict, "an office without numbers")
        }
        let manifest = try Manifest(
            number: number, after: last, direction: direction, day: day, lines: lines, drafted: now)
        try sql.run(
            """
            INSERT INTO manifests (number, office, year, sequence, direction, day, state, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(number), SQLValue(number.office), SQLValue(number.year), SQLValue(number.sequence),
                SQLValue(direction), SQLValue(DayColumn.encode(day)), SQLValue(manifest.state),
                SQLValue(try JSONColumn.encode(manifest)),
            ])
        try replaceLines(of: manifest)
        acts.note(.handoverChanged, number.rawValue, at: now)
        return manifest
    }

    /// One list.
    public func manifest(_ number: ManifestNumber) throws -> Manifest? {
        try manifests(where: "number = ?", [SQLValue(number)]).first
    }

    /// The lists of some days, by number.
    public func manifests(days: ClosedRange<CalendarDay>) throws -> [Manifest] {
        try manifests(
            where: "day BETWEEN ? AND ?",
            [SQLValue(DayColumn.encode(days.lowerBound)), SQLValue(DayColumn.encode(days.upperBound))])
    }

    /// The lists on which a parcel stands, by number.
    public func manifests(parcel id: String) throws -> [Manifest] {
        try manifests(
            where: "number IN (SELECT number FROM manifest_lines WHERE parcel_id = ?)", [SQLValue(id)])
    }

    /// Gives a list other lines, while it is drafted.
    /// - Throws: ``LedgerError/Code/notFound``; `ManifestRefusal`.
    public func setLines(_ lines: [ManifestLine], of number: ManifestNumber) throws -> Manifest {
        let manifest = try changeManifest(number) { try $0.withLines(lines) }
        try replaceLines(of: manifest)
        return manifest
    }

    /// Fixes the lines of a list: it is on paper.
    /// - Throws: ``LedgerError/Code/notFound``; `ManifestRefusal`.
    public func printManifest(_ number: ManifestNumber, at now: Instant) throws -> Manifest {
        try changeManifest(number) { try $0.printing(at: now) }
    }

    /// Records that both sides signed a list, and what follows from it: its legs move on, and parcels that we handed to
    /// the post get the hour and the number of the list. The same confirmation once more changes nothing.
    /// - Throws: ``LedgerError/Code/notFound``; `ManifestRefusal`; `ImpossibleMove`; ``LedgerError/Code/periodClosed``.
    public func confirmManifest(
        _ number: ManifestNumber, _ confirmation: ManifestConfirmation
    ) throws -> Manifest {
        let manifest = try changeManifest(number) { try $0.confirming(confirmation) }
        try addLegFacts(manifest.legFacts)
        guard manifest.direction == .return else { return manifest }
        let handed = manifest.lines.filter { !confirmation.struckOut.contains($0.parcel) }
        let parcels = try handed.compactMap { line -> Parcel? in
            guard var parcel = try parcel(line.parcel) else { return nil }
            parcel.handedOver = confirmation.signed
            parcel.manifest = number.rawValue
            if parcel.status == .prepared || parcel.status == .unknown { parcel.status = .accepted }
            return parcel
        }
        _ = try registerParcels(parcels, at: confirmation.recorded)
        return manifest
    }

    /// Records that a list was signed otherwise than was recorded: facts of its legs take the place of the earlier ones,
    /// parcels that were struck out wait again, and all others get the hour. The earlier record is kept.
    /// - Throws: as ``confirmManifest(_:_:)``.
    public func correctManifest(
        _ number: ManifestNumber, _ confirmation: ManifestConfirmation, reason: String, by actor: String
    ) throws -> Manifest {
        let before = try manifest(number)
        let manifest = try changeManifest(number) { try $0.correcting(confirmation, reason: reason, by: actor) }
        guard manifest != before else { return manifest }
        let struckBefore = Set(before?.confirmation?.struckOut ?? [])
        for parcel in struckBefore.subtracting(confirmation.struckOut).sorted()
        where try manifests(parcel: parcel).contains(where: { $0.number != number && $0.holds(parcel) }) {
            throw ManifestRefusal(.onOtherList, number, subject: parcel)
        }
        try addLegFacts(manifest.correctionFacts)
        guard manifest.direction == .return else { return manifest }
        let parcels = try manifest.lines.compactMap { line -> Parcel? in
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
        return manifest
    }

    /// Declares a list void; its number stays used.
    /// - Throws: ``LedgerError/Code/notFound``; `ManifestRefusal`.
    public func cancelManifest(
        _ number: ManifestNumber, _ cancellation: ManifestCancellation
    ) throws -> Manifest {
        try changeManifest(number) { try $0.cancelling(cancellation) }
    }

    // MARK: Parts

    private func changeManifest(_ number: ManifestNumber, _ change: (Manifest) throws -> Manifest) throws -> Manifest {
        guard let manifest = try manifest(number) else { throw LedgerError(.notFound, "list \(number)") }
        let changed = try change(manifest)
        if changed != manifest {
            acts.note(.handoverChanged, number.rawValue, at: changed.lastChange)
            try sql.run(
                "UPDATE manifests SET state = ?, content = ? WHERE number = ?",
                [SQLValue(changed.state), SQLValue(try JSONColumn.encode(changed)), SQLValue(number)])
            // Whether there is a signed list is a matter of reconciling.
            if changed.state != manifest.state { try reopen(parcels: manifest.lines.map(\.parcel)) }
        }
        return changed
    }

    private func replaceLines(of manifest: Manifest) throws {
        try sql.run("DELETE FROM manifest_lines WHERE number = ?", [SQLValue(manifest.number)])
        var batch = SQLBatch(columns: 2)
        for line in manifest.lines {
            batch.append(manifest.number)
            batch.append(line.parcel)
        }
        try sql.flush("INSERT INTO manifest_lines (number, parcel_id) VALUES (?, ?)", &batch)
    }

    func manifests(where condition: String, _ values: [SQLValue]) throws -> [Manifest] {
        try sql.rows(
            "SELECT content FROM manifests WHERE \(condition) ORDER BY office, year, sequence", values
        ).map { try JSONColumn.decode($0.text("content")) }
    }
}

extension Manifest {
    /// When it was changed last, as far as it says.
    fileprivate var lastChange: Instant {
        cancellation?.cancelled ?? confirmation?.recorded ?? printed ?? drafted
    }
}
