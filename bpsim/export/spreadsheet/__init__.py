"""One iteration or one example as a spreadsheet whose cells compute it themselves."""
