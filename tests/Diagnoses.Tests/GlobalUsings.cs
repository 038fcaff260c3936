global using Microsoft.EntityFrameworkCore;
global using Yihe.Basis;
global using Yihe.Basis.Values;
global using Yihe.Kernel.Working;
global using Yihe.Testing;
