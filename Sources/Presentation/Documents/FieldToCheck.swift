import DocumentModel

/// A field that a person is to compare with the picture of the page.
struct FieldToCheck: Encodable {
    var name: String
    var value: String
    /// 1-based page of the document.
    var page: Int

    private let field: FieldName

    private enum CodingKeys: CodingKey {
        case name, value, page
    }

    /// The fields of a document that are not sure, in the order of the export.
    static func all(in fields: DocumentFields) -> [FieldToCheck] {
        FieldName.allCases.compactMap { name in
            guard let value = fields[name], !value.isSure else { return nil }
            return FieldToCheck(name: name.rawValue, value: value.value, page: value.page + 1, field: name)
        }
    }

    /// As in `Ngày ban hành 12/03/2026 (trang 1)`.
    var text: String { "\(field.vietnamese) \(field.shown(value)) (trang \(page))" }
}
