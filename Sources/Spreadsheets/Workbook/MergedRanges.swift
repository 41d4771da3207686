/// Reads the merged ranges of a sheet without its rows.
enum MergedRanges {
    /// - Parameter skipsRows: Leaves the rows out by their tags, much faster; see ``RowSkipper``.
    static func read(
        _ entry: consuming ZipEntry, place: SpreadsheetFault, limits: SpreadsheetLimits, skipsRows: Bool
    ) throws(SpreadsheetFault) -> [CellRange] {
        let found = Box<[CellRange]>([])
        let events = XMLElements(place: place) { name, attributes, _ in
            guard name.isMain, name == "mergeCell" else { return nil }
            guard let range = attributes.value("ref").flatMap({ CellRange($0) }) else { return .badCellReference }
            found.value.append(range)
            return found.value.count > limits.mergedRanges ? .tooManyMergedRanges : nil
        }
        try XMLReader(entry, events: events, skipper: skipsRows ? RowSkipper() : nil).readAll()
        return found.value
    }
}
