import Crypto

/// SHA-256 over texts and rows in one unmistakable form: every text is preceded by its length.
package enum AuditHash {
    package static func hex(of texts: [String?]) -> String {
        var hash = SHA256()
        for text in texts {
            guard let text else {
                hash.update(data: Array("-".utf8))
                continue
            }
            hash.update(data: Array("\(text.utf8.count):\(text)".utf8))
        }
        return hex(hash.finalize())
    }

    static func hex(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

/// The digest of rows that come in batches.
package struct RowHash {
    private var hash = SHA256()
    package private(set) var rows = 0

    package init() {}

    package mutating func update(_ batch: SQLBatch) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(batch.cells.count * 10 + batch.text.count)
        for cell in batch.cells {
            bytes.append(cell.kind.rawValue)
            switch cell.kind {
            case .null: break
            case .integer, .real: withUnsafeBytes(of: cell.payload.littleEndian) { bytes.append(contentsOf: $0) }
            case .text:
                withUnsafeBytes(of: UInt32(cell.count).littleEndian) { bytes.append(contentsOf: $0) }
                bytes.append(contentsOf: batch.text[cell.start..<cell.start + cell.count])
            }
        }
        hash.update(data: bytes)
        rows += batch.rowCount
    }

    package func hex() -> String { AuditHash.hex(hash.finalize()) }
}

extension SQLSession {
    /// Reads the rows of a query and digests them.
    package func digest(_ sql: String, _ values: [SQLValue]) throws -> (rows: Int, digest: String) {
        var hash = RowHash()
        try forEachBatch(sql, values) { hash.update($0) }
        return (hash.rows, hash.hex())
    }
}
