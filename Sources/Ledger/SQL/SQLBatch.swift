import Basics

/// The values of many rows in two pieces of memory: thousands of rows cost no allocation each, on their way to the
/// engine as on their way back.
///
/// Values are appended row by row, as many in each row as there are columns.
package struct SQLBatch: Sendable {
    /// One value; a text stands in ``SQLBatch/text``.
    package struct Cell: Hashable, Sendable {
        package enum Kind: UInt8 { case null, integer, real, text }

        package var kind: Kind
        /// The number, the bits of a floating-point number, or place and length of the text, 32 bits each.
        package var payload: Int64

        package init(_ kind: Kind, _ payload: Int64 = 0) {
            self.kind = kind
            self.payload = payload
        }

        /// Where its bytes begin, and how many there are.
        package var start: Int { Int(UInt64(bitPattern: payload) >> 32) }
        package var count: Int { Int(payload & 0xFFFF_FFFF) }
    }

    /// Rows and bytes after which a batch should be handed over.
    package static let fullRows = 4_096
    package static let fullBytes = 1 << 20

    package let columns: Int
    package private(set) var cells: [Cell] = []
    /// The bytes of all texts, UTF-8.
    package private(set) var text: [UInt8] = []

    /// - Parameter columns: values in each row, at least one.
    package init(columns: Int) { self.columns = max(1, columns) }

    /// A batch as it came from another process; `nil` when it holds together badly.
    package init?(columns: Int, cells: [Cell], text: [UInt8]) {
        guard columns > 0, cells.count.isMultiple(of: columns),
            cells.allSatisfy({ $0.kind != .text || $0.start + $0.count <= text.count })
        else { return nil }
        self.columns = columns
        self.cells = cells
        self.text = text
    }

    package var rowCount: Int { cells.count / columns }
    package var isEmpty: Bool { cells.isEmpty }
    package var isFull: Bool { rowCount >= Self.fullRows || text.count >= Self.fullBytes }

    package mutating func removeAll() {
        cells.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
    }

    // MARK: Appending

    package mutating func appendNull() { cells.append(Cell(.null)) }

    package mutating func append(_ value: String?) {
        guard var value else { return appendNull() }
        let start = text.count
        value.withUTF8 { text.append(contentsOf: $0) }
        appendText(from: start)
    }

    package mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        let start = text.count
        text.append(contentsOf: bytes)
        appendText(from: start)
    }

    package mutating func append(_ value: Int64?) { cells.append(value.map { Cell(.integer, $0) } ?? Cell(.null)) }

    package mutating func append(_ value: Int?) { append(value.map(Int64.init)) }

    package mutating func append(_ value: Bool) { append(value ? 1 : 0) }

    package mutating func append(_ value: Double) { cells.append(Cell(.real, Int64(bitPattern: value.bitPattern))) }

    package mutating func append(_ value: Instant?) { append(value?.milliseconds) }

    package mutating func append(_ value: Dong?) { append(value?.rawValue) }

    /// A code, identifier or enumeration by its text.
    package mutating func append<Value: RawRepresentable<String>>(_ value: Value?) { append(value?.rawValue) }

    private mutating func appendText(from start: Int) {
        cells.append(Cell(.text, Int64(start) << 32 | Int64(text.count - start)))
    }
}
