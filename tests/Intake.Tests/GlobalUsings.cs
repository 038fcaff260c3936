global using Microsoft.EntityFrameworkCore;
global using Xunit;
global using Yihe.Basis;
global using Yihe.Basis.Files;
global using Yihe.Basis.Values;
global using Yihe.Kernel.Files;
global using Yihe.Kernel.Working;
global using Yihe.Testing;
