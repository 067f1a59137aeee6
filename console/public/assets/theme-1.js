// Kept by browsers for a year: a change of this file needs another number in its name.
// Before the first paint: the theme and language that were chosen on this machine.
var theme = localStorage.getItem('fivehearts.theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
var language = localStorage.getItem('fivehearts.language')
if (language === 'en') document.documentElement.lang = 'en'
