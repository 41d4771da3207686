import DocumentModel
import ExpatLibrary
import Glibc

/// The strings that cells of all sheets name by index, kept as one block of UTF-8.
///
/// A workbook of a million rows may have millions of them; as `String`s they would take several times the room.
struct SharedStrings: ~Copyable {
    private var content = ByteBuffer()
    /// Where each string ends.
    private var ends: [UInt32] = []
    /// The strings used lately, by the lower bits of their index: a statement repeats provinces and states of delivery
    /// thousands of times.
    private var recent = [(index: Int, cell: SheetCell)](repeating: (-1, .empty), count: 1 << 12)

    init() {}

    var count: Int { ends.count }
    var byteCount: Int { content.count }

    /// The string at an index; `nil` beyond the last.
    mutating func cell(at index: Int) -> SheetCell? {
        guard index >= 0, index < ends.count else { return nil }
        let slot = index & (recent.count - 1)
        if recent[slot].index == index { return recent[slot].cell }
        let start = index == 0 ? 0 : Int(ends[index - 1])
        let end = Int(ends[index])
        let cell = start == end ? SheetCell.empty : .text(content.text(from: start, to: end))
        recent[slot] = (index, cell)
        return cell
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        if bytes.contains(0x5F), var text = CellText.unescaped(bytes) {
            content.append(contentsOf: text.withUTF8 { CellText.text($0) })
        } else if CellText.mayNeedComposing(bytes) {
            content.append(contentsOf: CellText.text(bytes))
        } else {
            content.append(bytes)
        }
        ends.append(UInt32(content.count))
    }

    /// Reads the part that holds them.
    static func read(_ entry: consuming ZipEntry, file: String, limits: SpreadsheetLimits) throws(SpreadsheetFault)
        -> SharedStrings
    {
        let reader = try XMLReader(
            entry, events: SharedStringEvents(place: SpreadsheetFault(.damagedXML, file: file), limits: limits))
        try reader.readAll()
        return reader.events.pointee.takeStrings()
    }
}

/// The shared strings of a workbook, read once for the readers of all its sheets.
final class SharedStringTable {
    /// Behind a pointer for the same reason as ``XMLEvents``.
    let strings: UnsafeMutablePointer<SharedStrings>

    init(_ strings: consuming SharedStrings) {
        self.strings = .allocate(capacity: 1)
        self.strings.initialize(to: strings)
    }

    deinit {
        strings.deinitialize(count: 1)
        strings.deallocate()
    }
}

/// Receives the part of the shared strings. The runs of rich text are joined; phonetic runs are left out.
struct SharedStringEvents: XMLEvents, ~Copyable {
    let place: SpreadsheetFault
    var fault: SpreadsheetFault?
    var control: XMLControl?
    private let limits: SpreadsheetLimits
    private var strings = SharedStrings()
    private var text = ByteBuffer()
    private var depth = 0
    /// Depth of the phonetic or unknown element that is passed over; 0 for none.
    private var ignoredDepth = 0
    private var isText = false

    init(place: SpreadsheetFault, limits: SpreadsheetLimits) {
        self.place = place
        self.limits = limits
    }

    static var callbacks: XMLCallbacks {
        XMLCallbacks(
            start: { receiver, name, _ in
                guard let name else { return }
                receiver?.assumingMemoryBound(to: SharedStringEvents.self).pointee.start(XMLName(name))
            },
            end: { receiver, _ in receiver?.assumingMemoryBound(to: SharedStringEvents.self).pointee.end() },
            text: { receiver, bytes, count in
                receiver?.assumingMemoryBound(to: SharedStringEvents.self).pointee.text(bytes, Int(count))
            },
            documentType: { receiver, _, _, _, _ in
                receiver?.assumingMemoryBound(to: SharedStringEvents.self).pointee.fail(.documentType)
            })
    }

    mutating func takeStrings() -> SharedStrings {
        var taken = SharedStrings()
        swap(&taken, &strings)
        return taken
    }

    private mutating func start(_ name: XMLName) {
        depth += 1
        guard ignoredDepth == 0 else {
            if depth > XMLDepth.limit { fail(.badStructure, "elements too deep") }
            return
        }
        switch depth {
        case 1: if !(name.isMain && name == "sst") { fail(.badStructure, "sst") }
        case 2: if name.isMain && name == "si" { text.removeAll() } else { ignoredDepth = depth }
        default:
            if name.isMain && name == "t" {
                isText = true
            } else if !(name.isMain && name == "r" && depth == 3) {
                ignoredDepth = depth
            }
        }
    }

    private mutating func end() {
        if ignoredDepth == depth {
            ignoredDepth = 0
        } else if ignoredDepth == 0 {
            isText = false
            if depth == 2 { finishString() }
        }
        depth -= 1
    }

    private mutating func finishString() {
        strings.append(text.bytes)
        if strings.count > limits.sharedStrings || strings.byteCount > limits.sharedStringBytes {
            fail(.tooManySharedStrings, "\(strings.count), \(strings.byteCount) bytes")
        }
    }

    private mutating func text(_ bytes: UnsafePointer<CChar>?, _ count: Int) {
        guard isText, ignoredDepth == 0, let bytes else { return }
        if text.count + count > limits.cellCharacters * 3 {
            return fail(.cellTooLong, "shared string \(strings.count)")
        }
        bytes.withMemoryRebound(to: UInt8.self, capacity: count) {
            text.append(UnsafeBufferPointer(start: $0, count: count))
        }
    }
}
