import Basics
import Foundation
import Testing

@testable import Presentation

/// A value as compact JSON.
func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONForm.compact.data(value), as: UTF8.self)
}

@Suite struct JSONFormTests {
    private struct Sample: Encodable {
        var takenAt = Instant(milliseconds: 1_794_965_400_000)
        var path = "/a/b"
        var batchName: String? = nil
        var pageCount = Nullable<Int>(nil)
    }

    @Test func keysAreSortedInSnakeCaseAndInstantsAreMilliseconds() throws {
        #expect(try json(Sample()) == #"{"page_count":null,"path":"/a/b","taken_at":1794965400000}"#)
        let indented = String(decoding: try JSONForm.indented.data(Sample()), as: UTF8.self)
        #expect(indented.hasPrefix("{\n  \"page_count\" : null,\n  \"path\" : \"/a/b\""))
    }

    @Test(arguments: [[], [1], [1, 2, 3, 4, 5]])
    func aListThatIsWrittenInPartsIsTheListAsAWhole(numbers: [Int]) throws {
        var list = JSONListForm(.indented)
        var text = try list.part(numbers.prefix(2))
        text += try list.part(numbers.dropFirst(2))
        text += list.end()
        let whole = String(decoding: try JSONForm.indented.data(numbers), as: UTF8.self)
        #expect(String(decoding: text, as: UTF8.self) == whole + "\n")
    }

    @Test func aCompactListHasOneElementALine() throws {
        var list = JSONListForm(.compact)
        let text = try list.part([Sample(), Sample()]) + list.end()
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 4 && lines.first == "[" && lines.last == "]")
        #expect(String(decoding: JSONListForm(.compact).end(), as: UTF8.self) == "[\n]\n")
    }
}
