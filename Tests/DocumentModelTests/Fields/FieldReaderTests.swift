import DocumentModel
import Testing

@Suite struct FieldReaderTests {
    @Test(arguments: try FieldFixture.all())
    func readsWhatThePaperStatesAndNothingElse(fixture: FieldFixture) {
        let fields = FieldReader.read(texts: fixture.pages.map { ($0, []) })
        for field in FieldName.allCases {
            #expect(fields[field]?.value == fixture.expected[field], "\(field.rawValue)")
        }
    }
}
