import Ledger

/// The values of one execution as libpq takes them: texts that end with a zero, in one piece of memory.
struct BoundValues {
    private var bytes: [CChar] = []
    /// Where each value begins; `nil` for null.
    private var starts: [Int?] = []

    var count: Int { starts.count }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
    }

    mutating func append(_ value: SQLValue) {
        switch value {
        case .null: starts.append(nil)
        case .integer(let number): append(number)
        case .real(let number): append(number)
        case .text(var text): text.withUTF8 { append($0) }
        }
    }

    /// Appends the values of one row.
    mutating func append(_ cells: ArraySlice<SQLBatch.Cell>, _ text: UnsafeBufferPointer<UInt8>) {
        for cell in cells {
            switch cell.kind {
            case .null: starts.append(nil)
            case .integer: append(cell.payload)
            case .real: append(Double(bitPattern: UInt64(bitPattern: cell.payload)))
            case .text: append(UnsafeBufferPointer(rebasing: text[cell.start..<cell.start + cell.count]))
            }
        }
    }

    private mutating func append(_ number: Int64) {
        starts.append(bytes.count)
        guard number != 0 else { return bytes.append(contentsOf: [CChar(48), 0]) }
        if number < 0 { bytes.append(45) }
        let first = bytes.count
        var rest = number.magnitude
        while rest > 0 {
            bytes.append(CChar(48 + rest % 10))
            rest /= 10
        }
        bytes[first...].reverse()
        bytes.append(0)
    }

    /// Swift writes the shortest text that reads as the same number.
    private mutating func append(_ number: Double) {
        starts.append(bytes.count)
        for byte in "\(number)".utf8 { bytes.append(CChar(bitPattern: byte)) }
        bytes.append(0)
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        starts.append(bytes.count)
        if StoredText.needsEncoding(text) {
            for byte in StoredText.encoded(text) { bytes.append(CChar(bitPattern: byte)) }
        } else {
            text.withMemoryRebound(to: CChar.self) { bytes.append(contentsOf: $0) }
        }
        bytes.append(0)
    }

    /// Shows the values to `body`, which must not keep them.
    func withPointers<T>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) throws -> T) rethrows -> T {
        try bytes.withUnsafeBufferPointer { bytes in
            let pointers = starts.map { start in start.flatMap { place in bytes.baseAddress.map { $0 + place } } }
            return try pointers.withUnsafeBufferPointer { try body($0.baseAddress) }
        }
    }
}
