import DocumentModel

/// Finds the columns whose rows bear times of day, over a sample of rows.
struct TimedColumns {
    /// Of rows with the number of an item.
    private var ofLines: Set<Int> = []
    /// Of all rows.
    private var ofAll: Set<Int> = []
    private var hasLines = false

    mutating func add(_ row: SheetRow, by looker: CellLooker) {
        let timed = Set(row.cells.indices.filter { looker.bearsTime(row.cells[$0]) })
        ofAll.formUnion(timed)
        guard row.cells.contains(where: looker.isTracking) else { return }
        hasLines = true
        ofLines.formUnion(timed)
    }

    /// The hour at which a statement was printed stands in no line and counts only where no row looks like one.
    var columns: Set<Int> { hasLines ? ofLines : ofAll }
}
