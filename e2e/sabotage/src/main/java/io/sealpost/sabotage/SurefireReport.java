package io.sealpost.sabotage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The results in surefire's XML files. A build that stops before its tests writes none, so a
 * compile error does not count as a failed test.
 *
 * @param green methods, as {@code TestClass#method}, of which every run passed
 * @param red methods, or whole classes as {@code TestClass#}, of which a run failed
 * @param skipped methods that need something that this machine lacks
 */
record SurefireReport(Set<String> green, Set<String> red, Set<String> skipped) {
    private static final List<String> FAULTS = List.of("failure", "error");

    /** Reads every report in a folder, which need not exist. */
    static SurefireReport read(Path folder) throws IOException {
        SurefireReport report =
                new SurefireReport(new HashSet<>(), new HashSet<>(), new HashSet<>());
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(SurefireReport::isReport).toList()) {
                    report.add(file);
                }
            }
        }
        report.green.removeAll(report.red);
        return report;
    }

    /** Whether the test or its class ran and failed. */
    boolean isRed(Mutation mutation) {
        return red.contains(mutation.test()) || red.contains(mutation.testClass() + "#");
    }

    private void add(Path file) throws IOException {
        NodeList cases = parse(file).getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            if (FAULTS.stream().anyMatch(fault -> has(test, fault))) {
                red.add(name(test));
            } else {
                (has(test, "skipped") ? skipped : green).add(name(test));
            }
        }
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }

    /** The name of a parameterised test is followed by its arguments. */
    private static String name(Element test) {
        String type = test.getAttribute("classname").replaceFirst("^.*[.$]", "");
        return type + "#" + test.getAttribute("name").replaceFirst("\\W.*$", "");
    }

    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("TEST-") && name.endsWith(".xml");
    }

    private static Element parse(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("not a surefire report: " + file, e);
        }
    }
}
