import Basics
import Foundation
import Mustache
import Testing

@testable import StaffDesk

@Suite struct TemplateTests {
    private static let folder = URL(filePath: #filePath).appending(path: "../../../Sources/StaffDesk/Templates")
        .standardized

    private static func text(_ source: (name: String, bytes: [UInt8])) -> String {
        String(decoding: source.bytes, as: UTF8.self)
    }

    @Test func allAreRead() throws {
        _ = try Templates()
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path(percentEncoded: false))
        #expect(Set(files) == Set(Templates.sources.map { $0.name + ".mustache" }))
    }

    /// Nothing writes text into a page that was not escaped, and no page has script or style of its own.
    @Test func nothingIsWrittenUnescaped() {
        for source in Templates.sources {
            let text = Self.text(source)
            for forbidden in ["{{{", "{{&", "{{%", "<style", " style=", " onclick", " onsubmit", "javascript:"] {
                #expect(!text.contains(forbidden), "\(source.name): \(forbidden)")
            }
            #expect(!text.contains("<script") || text.contains("<script type=\"module\" src=\"{{"), "\(source.name)")
        }
    }

    @Test func everyPhraseThatIsAskedForIsThereInBothLanguages() throws {
        let name = try Regex(#"\{\{t\.(\w+)\}\}"#, as: (Substring, Substring).self)
        let asked = Set(Templates.sources.flatMap { Self.text($0).matches(of: name).map { String($0.output.1) } })
        #expect(asked.subtracting(Phrases.all.keys) == [])
        #expect(Set(Phrases.all.keys).subtracting(asked) == [])
        #expect(Phrases.all.values.allSatisfy { !$0.vietnamese.isEmpty && !$0.english.isEmpty })
    }

    /// Every form that changes something holds the session's token, but for those of people who have none yet.
    @Test func everyFormHasItsToken() {
        for source in Templates.sources where !["sign-in", "sign-in-code", "link"].contains(source.name) {
            for form in Self.text(source).components(separatedBy: "<form").dropFirst()
            where form.contains("method=\"post\"") {
                #expect(
                    form.prefix { $0 != "\n" }.contains("name=\"csrf\"") || form.contains("name=\"csrf\""),
                    "\(source.name)")
            }
        }
    }
}

@Suite struct ModelTests {
    private func render(_ template: String, _ model: Model) throws -> String {
        try MustacheTemplate(string: template).render(model)
    }

    static let texts: [(String, String)] = [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onload='x'", "&quot; onload=&#39;x&#39;"),
        ("a&b", "a&amp;b"),
        ("Hồ sơ\u{202E}fdp.exe", "Hồ sơ\\u{202E}fdp.exe"),
        ("một\nhai", "một\\nhai"),
        ("{{csrf}}", "{{csrf}}"),
    ]

    @Test(arguments: texts) func textFromOutsideIsOnlyText(text: String, shown: String) throws {
        #expect(try render("{{name}}", ["name": .text(text), "csrf": "secret"]) == shown)
    }

    @Test func linesAreKeptWhereTheyAreMeant() throws {
        #expect(try render("{{x}}", ["x": .lines("một\nhai\u{200B}")]) == "một\nhai\\u{200B}")
    }

    @Test func whatIsNotThereOpensNoSection() throws {
        let template = "{{#due}}[{{due}}]{{/due}}{{^due}}none{{/due}}"
        #expect(try render(template, ["due": .text(nil)]) == "none")
        #expect(try render(template, ["due": .text("")]) == "none")
        #expect(try render(template, ["due": .text("06/10/2026")]) == "[06/10/2026]")
    }

    /// A row that has no value of a name must not show that of the page.
    @Test func aRowsAbsentTextIsNotThePages() throws {
        let model: Model = ["note": "page", "rows": .list([["note": .text(nil)], ["note": "row"]])]
        #expect(try render("{{#rows}}<{{note}}>{{/rows}}", model) == "<><row>")
    }

    static let numbers: [(Int, String, String)] = [
        (0, "0", "0"), (999, "999", "999"), (1_000, "1.000", "1,000"), (1_234_567, "1.234.567", "1,234,567"),
        (-12_000, "-12.000", "-12,000"),
    ]

    @Test(arguments: numbers) func numbersAreGroupedAsPeopleWriteThem(number: Int, vietnamese: String, english: String)
    {
        #expect(InterfaceLanguage.vietnamese.grouped(number) == vietnamese)
        #expect(InterfaceLanguage.english.grouped(number) == english)
    }

    @Test func sizes() {
        #expect(InterfaceLanguage.vietnamese.size(512) == "512 byte")
        #expect(InterfaceLanguage.vietnamese.size(1_536) == "1,5 KB")
        #expect(InterfaceLanguage.english.size(3 << 20) == "3 MB")
    }
}
