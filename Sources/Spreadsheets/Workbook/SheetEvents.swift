import DocumentModel
import ExpatLibrary
import Glibc

/// Receives the part of a worksheet and makes its rows.
///
/// The order of elements is followed from `sheetData` down to a cell's value; anything unknown on the way is passed over
/// with all it holds.
struct SheetEvents: XMLEvents, ~Copyable {
    /// Where the parser is.
    private enum Position { case outside, sheetData, row, cell, value, inline, run, text, runText }

    let place: SpreadsheetFault
    var fault: SpreadsheetFault?
    var control: XMLControl?
    /// The merged ranges seen so far; the file has them after the rows.
    private(set) var mergedRanges: [CellRange] = []
    private var position = Position.outside
    private var depth = 0
    private var ignoredDepth = 0
    private var isWorksheet = false
    private var cell = CellBuilder()
    private var rows: RowBuilder
    private let limits: SpreadsheetLimits

    init(
        place: SpreadsheetFault, numberFormats: [NumberFormat], strings: SharedStringTable, limits: SpreadsheetLimits
    ) {
        self.place = place
        self.limits = limits
        rows = RowBuilder(numberFormats: numberFormats, strings: strings, limits: limits)
    }

    static var callbacks: XMLCallbacks {
        XMLCallbacks(
            start: { receiver, name, attributes in
                guard let name else { return }
                receiver?.assumingMemoryBound(to: SheetEvents.self).pointee
                    .start(XMLName(name), XMLAttributes(pairs: attributes))
            },
            end: { receiver, _ in receiver?.assumingMemoryBound(to: SheetEvents.self).pointee.end() },
            text: { receiver, bytes, count in
                receiver?.assumingMemoryBound(to: SheetEvents.self).pointee.text(bytes, Int(count))
            },
            documentType: { receiver, _, _, _, _ in
                receiver?.assumingMemoryBound(to: SheetEvents.self).pointee.fail(.documentType)
            })
    }

    /// The row that is read or was read last.
    var row: Int? { rows.number > 0 ? rows.number : nil }
    var hasFullBlock: Bool { rows.isFull }

    mutating func takeRows() -> [SheetRow] { rows.take() }

    private mutating func start(_ name: XMLName, _ attributes: XMLAttributes) {
        depth += 1
        if depth > XMLDepth.limit { return fail(.badStructure, row: row, "elements too deep") }
        guard ignoredDepth == 0 else { return }
        switch position {
        case .outside: startOutside(name, attributes)
        case .sheetData where name.isMain && name == "row":
            position = .row
            do { try rows.begin(attributes) } catch { fail(error) }
        case .row where name.isMain && name == "c":
            position = .cell
            cell.begin(attributes)
        case .cell where name.isMain && name == "v": position = .value
        case .cell where name.isMain && name == "is": position = .inline
        case .cell where name.isMain && name == "f":
            cell.hasFormula = true
            ignoredDepth = depth
        case .inline where name.isMain && name == "t": position = .text
        case .inline where name.isMain && name == "r": position = .run
        case .run where name.isMain && name == "t": position = .runText
        default: ignoredDepth = depth
        }
    }

    private mutating func startOutside(_ name: XMLName, _ attributes: XMLAttributes) {
        if depth == 1 {
            if !(name.isMain && name == "worksheet") { fail(.badStructure, "worksheet") }
        } else if name.isMain && name == "sheetData" && depth == 2 {
            position = .sheetData
        } else if name.isMain && name == "mergeCell" {
            guard let range = attributes.value("ref").flatMap(CellRange.init) else {
                return fail(.badCellReference, "mergeCell")
            }
            mergedRanges.append(range)
            if mergedRanges.count > limits.mergedRanges {
                fail(.tooManyMergedRanges, "> \(limits.mergedRanges)")
            }
        }
    }

    private mutating func end() {
        defer { depth -= 1 }
        guard ignoredDepth == 0 else {
            if ignoredDepth == depth { ignoredDepth = 0 }
            return
        }
        switch position {
        case .outside: break
        case .sheetData: position = .outside
        case .row:
            position = .sheetData
            rows.end()
            if rows.isFull { control?.pause() }
        case .cell:
            position = .row
            do { try rows.append(cell) } catch { fail(error) }
        case .value, .inline: position = .cell
        case .text, .run: position = .inline
        case .runText: position = .run
        }
    }

    private mutating func text(_ bytes: UnsafePointer<CChar>?, _ count: Int) {
        guard ignoredDepth == 0, let bytes else { return }
        switch position {
        case .value, .text, .runText: break
        default: return
        }
        if cell.text.count + count > limits.cellCharacters * 3 {
            return fail(.cellTooLong, row: row, column: rows.column(of: cell), "> \(limits.cellCharacters)")
        }
        bytes.withMemoryRebound(to: UInt8.self, capacity: count) {
            cell.text.append(UnsafeBufferPointer(start: $0, count: count))
        }
    }

    private mutating func fail(_ problem: RowProblem) {
        fail(problem.code, row: row, column: problem.column.map { $0 + 1 }, problem.detail)
    }
}
