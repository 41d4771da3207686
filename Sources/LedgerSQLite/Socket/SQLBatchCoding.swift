import Foundation
import Ledger

/// A batch on its way between two processes: numbers in the machine's own order of bytes, since both run on one machine.
extension SQLBatch: Codable {
    private enum Keys: String, CodingKey { case columns, kinds, payloads, text }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(columns, forKey: .columns)
        try container.encode(Data(cells.map(\.kind.rawValue)), forKey: .kinds)
        try container.encode(cells.map(\.payload).withUnsafeBytes { Data($0) }, forKey: .payloads)
        try container.encode(Data(text), forKey: .text)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let kinds = try container.decode(Data.self, forKey: .kinds)
        let payloads = try container.decode(Data.self, forKey: .payloads)
        let width = MemoryLayout<Int64>.size
        guard payloads.count == kinds.count * width else { throw Self.broken(container) }
        let cells = try payloads.withUnsafeBytes { bytes in
            try kinds.enumerated().map { place, kind in
                guard let kind = Cell.Kind(rawValue: kind) else { throw Self.broken(container) }
                return Cell(kind, bytes.loadUnaligned(fromByteOffset: place * width, as: Int64.self))
            }
        }
        let columns = try container.decode(Int.self, forKey: .columns)
        let text = [UInt8](try container.decode(Data.self, forKey: .text))
        guard let batch = SQLBatch(columns: columns, cells: cells, text: text) else { throw Self.broken(container) }
        self = batch
    }

    private static func broken(_ container: KeyedDecodingContainer<Keys>) -> DecodingError {
        .dataCorrupted(.init(codingPath: container.codingPath, debugDescription: "no batch of values"))
    }
}
