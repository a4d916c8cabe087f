"""What only an office suite opens (.doc, .wps, .rtf, .odt, .ods, .xlsb): written anew by LibreOffice, then read."""
