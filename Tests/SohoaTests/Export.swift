import Foundation

/// The results schema, as far as the tests look at it.
struct Export: Decodable {
    struct Document: Decodable {
        var `case`: String?
        var component: String?
        var batch: String
        var pdf: String?
        var pages: [Page]
        var fields: [String: Field]
        var fieldDetails: [String: Detail]
    }

    struct Detail: Decodable {
        var confidence: Double
        var sure: Bool
    }

    struct Page: Decodable {
        var file: String
        var index: Int
        var text: String
        var rotation: Int
        var blank: Bool
        var duplicate: Bool
    }

    struct Issue: Decodable, Hashable {
        var batch: String
        var file: String
        var code: String
    }

    enum Field: Decodable, Equatable {
        case text(String)
        case number(Int)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }

    /// Where the pages of a batch went.
    struct Sum: Decodable {
        var batch: String
        var seen: Int
        var document: Int
        var separator: Int
        var blank: Int
        var `repeat`: Int
        var waiting: Int
        var settled: Int
        var unaccounted: Int

        var parts: Int { document + separator + blank + self.repeat + waiting + settled }
    }

    struct Separator: Decodable {
        var batch: String
        var file: String
        var index: Int
        var evidence: String?
    }

    var documents: [Document]
    var issues: [Issue]
    var separators: [Separator]
    var pageSums: [Sum]

    init(_ json: String) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Export.self, from: Data(json.utf8))
    }

    /// Where each page went: `batch/file#index` to `case/component`, or to "waits".
    var places: [String: String] {
        var places: [String: String] = [:]
        for document in documents {
            for page in document.pages {
                let name = page.file.precomposedStringWithCanonicalMapping
                places["\(document.batch)/\(name)#\(page.index)"] =
                    document.case.map { "\($0)/\(document.component ?? "")" } ?? "waits"
            }
        }
        return places
    }
}

/// What is true of a sample batch.
struct Truth: Decodable {
    struct Page: Decodable {
        var file: String
        var index: Int
        var `case`: String?
        var component: String?
        var kind: String
        var assign: String
    }

    struct Issue: Decodable {
        var file: String
        var code: String
    }

    var batch: String
    var pages: [Page]
    var issues: [Issue]

    init(sample: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(Program.samples)/truth/\(sample).json"))
        self = try JSONDecoder().decode(Truth.self, from: data)
    }

    /// Where each content page belongs, in the form of ``Export/places``.
    var places: [String: String] {
        var places: [String: String] = [:]
        for page in pages where ["content", "duplicate"].contains(page.kind) {
            let name = page.file.precomposedStringWithCanonicalMapping
            places["\(batch)/\(name)#\(page.index)"] =
                page.assign == "auto" ? "\(page.case ?? "")/\(page.component ?? "")" : "waits"
        }
        return places
    }
}
