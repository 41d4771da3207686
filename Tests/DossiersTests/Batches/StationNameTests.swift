import Dossiers
import Testing

struct StationNameTests {
    @Test(arguments: ["quay-1", "Quay_02.a", "7", String(repeating: "a", count: 64)])
    func takesFolderNames(_ text: String) {
        #expect(StationName(rawValue: text)?.description == text)
    }

    @Test(arguments: [
        "", ".", "..", ".hidden", "-x", "a/b", "a b", "quầy", "a\u{0}", "a\n", String(repeating: "a", count: 65),
    ])
    func refusesWhatIsNoSafeFolderName(_ text: String) {
        #expect(StationName(rawValue: text) == nil)
    }
}
