/// The XMP packet of a PDF/A-1b document (ISO 19005-1, 6.7).
struct XMPPacket {
    let description: DocumentDescription

    private static let namespace = "urn:sohoa:digitized-document:1#"
    private static let prefix = "sohoa"

    /// The packet; stands in the file uncompressed, as the standard wants it.
    var data: [UInt8] {
        let packet = """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
            <pdfaid:part>1</pdfaid:part>
            <pdfaid:conformance>B</pdfaid:conformance>
            </rdf:Description>
            \(standardProperties)
            \(ownProperties)
            \(extensionSchema)
            </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="r"?>
            """
        return Array(packet.utf8)
    }

    private var standardProperties: String {
        let subject = description.subject.map { "<dc:description>\(alternative($0))</dc:description>" } ?? ""
        return """
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <dc:format>application/pdf</dc:format>
            <dc:title>\(alternative(description.title))</dc:title>\(subject)
            </rdf:Description>
            <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
            <xmp:CreatorTool>\(DocumentDescription.producer)</xmp:CreatorTool>
            <xmp:CreateDate>\(description.xmpDate)</xmp:CreateDate>
            <xmp:ModifyDate>\(description.xmpDate)</xmp:ModifyDate>
            </rdf:Description>
            <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
            <pdf:Producer>\(DocumentDescription.producer)</pdf:Producer>
            <pdf:Keywords>\(escape(description.keywords))</pdf:Keywords>
            </rdf:Description>
            """
    }

    private var ownProperties: String {
        let values = description.properties.map { property in
            "<\(Self.prefix):\(property.name)>\(escape(property.value))</\(Self.prefix):\(property.name)>"
        }
        return """
            <rdf:Description rdf:about="" xmlns:\(Self.prefix)="\(Self.namespace)">
            \(values.joined(separator: "\n"))
            </rdf:Description>
            """
    }

    /// PDF/A takes properties of one's own only when the file declares them (ISO 19005-1, 6.7.8).
    private var extensionSchema: String {
        let declarations = description.properties.map { property in
            """
            <rdf:li rdf:parseType="Resource">
            <pdfaProperty:name>\(property.name)</pdfaProperty:name>
            <pdfaProperty:valueType>Text</pdfaProperty:valueType>
            <pdfaProperty:category>external</pdfaProperty:category>
            <pdfaProperty:description>\(escape(property.meaning))</pdfaProperty:description>
            </rdf:li>
            """
        }
        return """
            <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
            xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
            xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
            <pdfaExtension:schemas>
            <rdf:Bag>
            <rdf:li rdf:parseType="Resource">
            <pdfaSchema:schema>Digitized document, after Decree 30/2020/NĐ-CP, annex VI</pdfaSchema:schema>
            <pdfaSchema:namespaceURI>\(Self.namespace)</pdfaSchema:namespaceURI>
            <pdfaSchema:prefix>\(Self.prefix)</pdfaSchema:prefix>
            <pdfaSchema:property>
            <rdf:Seq>
            \(declarations.joined(separator: "\n"))
            </rdf:Seq>
            </pdfaSchema:property>
            </rdf:li>
            </rdf:Bag>
            </pdfaExtension:schemas>
            </rdf:Description>
            """
    }

    /// A text in one language, marked as the default one.
    private func alternative(_ text: String) -> String {
        "<rdf:Alt><rdf:li xml:lang=\"x-default\">\(escape(text))</rdf:li></rdf:Alt>"
    }

    private func escape(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
